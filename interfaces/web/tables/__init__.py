"""Tables that officers take away: what each one asks, its columns and filters; sorted, filtered, as a page or CSV."""
