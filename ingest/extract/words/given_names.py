"""Common given names of Britain: they tell a person from a place where nothing else does ("Mill Rise")."""

from __future__ import annotations

_NAMES = """
Aaron Abdul Abigail Adam Adele Adrian Agnes Ahmed Aidan Aileen Alan Alasdair Alastair Albert Alex Alexander
Alexandra Ali Alice Alison Alistair Allan Allison Amanda Amber Amelia Amir Amy Andrea Andrew Andy Angela Angus Anita
Ann Anna Anne Annette Annie Anthony Antonia Anwar Arthur Asif Audrey Ayesha Barbara Barry Beatrice Becky Belinda Ben
Benjamin Bernadette Bernard Beth Bethany Beverley Bill Bob Bradley Brenda Brendan Brian Bridget Bruce Bryan Callum
Cameron Carl Carla Carmel Carol Carole Caroline Carolyn Catherine Cathy Cecilia Charlie Charles Charlotte Cheryl
Chloe Chris Christian Christina Christine Christopher Claire Clare Clive Colette Colin Connor Corinne Craig Dale
Damian Dan Daniel Danielle Daphne Darren Dave David Dawn Dean Debbie Deborah Debra Declan Denise Dennis Derek
Desmond Diana Diane Dominic Donald Donna Dorothy Doug Douglas Duncan Dylan Eamonn Edward Eileen Elaine Eleanor
Elizabeth Ella Ellen Ellie Emily Emma Eric Erica Erin Esther Ethan Eva Eve Evelyn Faisal Farah Fatima Fay Felicity
Fiona Florence Frances Francesca Francis Frank Fred Freya Gail Gareth Gary Gavin Gemma Geoff Geoffrey George Georgia
Georgina Gerald Gerard Gill Gillian Gina Glen Glenn Gordon Grace Graeme Graham Greg Gregory Gwen Hannah Harriet
Harry Hassan Hazel Heather Heidi Helen Helena Henry Hilary Holly Howard Hugh Ian Imran Ingrid Irene Isaac Isabel
Isobel Ivan Jack Jackie Jacob Jacqueline Jade Jake James Jamie Jan Jane Janet Janice Jasmine Jason Javed Jay Jayne
Jean Jeanette Jeff Jeffrey Jemma Jennifer Jenny Jeremy Jerry Jess Jessica Jill Jim Jo Joan Joanna Joanne Joe Joel
John Jon Jonathan Jordan Joseph Josephine Josh Joshua Joy Joyce Judith Judy Julia Julian Julie Juliet June Justin
Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kay Keith Kelly Ken Kenneth Kerry Kevin Khalid Kieran
Kim Kimberley Kirsten Kirsty Krishna Laura Lauren Laurence Lawrence Leah Leanne Lee Leo Leon Leonard Lesley Leslie
Lewis Liam Lily Linda Lindsay Lindsey Lisa Liz Lloyd Lorna Lorraine Louis Louisa Louise Lucas Lucy Luke Lydia Lyn
Lynda Lynn Lynne Malcolm Mandy Marcus Margaret Maria Marian Marie Marilyn Marion Mark Martha Martin Martyn Mary
Mathew Matt Matthew Maureen Max Maxine Megan Melanie Melissa Michael Michelle Mike Miranda Miriam Mohammad Mohammed
Moira Molly Monica Muhammad Nadia Nancy Naomi Natalie Natasha Nathan Neil Niall Nicholas Nick Nicola Nicole Nigel
Nina Noel Nora Norma Norman Oliver Olivia Omar Oscar Owen Pam Pamela Pat Patricia Patrick Paul Paula Pauline
Penelope Penny Pete Peter Phil Philip Philippa Phillip Phoebe Pippa Polly Priya Rachael Rachel Raj Ralph Ray Raymond
Rebecca Reg Rhian Rhys Richard Rita Rob Robert Roberta Robin Roderick Rodney Roger Roland Ron Ronald Rory Rosalind
Rose Rosemary Rosie Ross Roy Rupert Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sanjay Sara Sarah Sarah-Jane
Scott Sean Sebastian Shane Shannon Sharon Shaun Shauna Sheila Shelley Shirley Sian Simon Sinead Siobhan Sonia Sophia
Sophie Stacey Stan Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Susanna Suzanne Sylvia Tania Tanya
Tara Ted Terence Teresa Teri Terry Tess Theresa Thomas Tim Timothy Tina Toby Tom Tony Tracey Tracy Trevor Tristan
Una Ursula Valerie Vanessa Vera Veronica Vicki Vicky Victor Victoria Vijay Vincent Virginia Vivien Walter Wayne
Wendy Will William Yasmin Yvonne Zachary Zara Zoe
"""
GIVEN_NAMES = frozenset(_NAMES.lower().split())


def is_given(name: str) -> bool:
    """Whether a word is a common given name: "Sarah-Jane" is, by its first half too."""
    return name.lower() in GIVEN_NAMES or name.lower().split("-", 1)[0] in GIVEN_NAMES
