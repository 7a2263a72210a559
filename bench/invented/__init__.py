"""An invented county's councils, and the papers that they publish, made from a seed."""
