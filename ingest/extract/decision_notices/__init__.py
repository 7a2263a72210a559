"""Decision forms, records of one member's or officer's decision, and published decision sheets, into records."""
