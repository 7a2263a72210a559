"""Published procurement notices (OCDS, which is JSON) as papers: laid out in lines that a person can read and quote."""
