"""What is published: differences between versions, releases, the explorer."""
