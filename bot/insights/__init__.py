"""What practitioners as a whole ask for, decline, rate and practise: counted, and never of fewer than five of them."""
