"""Full text: passages, the query language, and the engines that hold them."""
