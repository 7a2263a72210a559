"""Papers from a council's portal into a folder, each with where it came from.

site.py        the one site it goes to: which links belong to it, which addresses it may have
connection.py  a connection to that site and to no other
robots.py      what the site lets programs ask for
polite.py      asking at the site's pace: waiting, trying again, following redirects at home
listed.py      what a portal lists: committees, meetings, papers
pages.py       links of a page, words of XML
moderngov.py   ModernGov's pages; service.py its web service; cmis.py CMIS's pages
shelf.py       the folder, and `fetched.jsonl` in it
download.py    one paper, whole or not at all
fetch.py       the whole way on one screen
"""
