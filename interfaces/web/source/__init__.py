"""The paper itself: pictures of its pages, where words stand on them, and its text with the words marked."""
