"""Many submissions: taken in as plain data, graded elsewhere, kept in a gradebook, reported on."""
