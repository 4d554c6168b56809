"""What a learner has beside the verdict: hints, levels, a history, reviews, and the way back."""
