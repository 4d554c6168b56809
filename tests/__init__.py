"""What a learner must satisfy, and (in project/) what this repo must."""
