"""The way of a contribution: template, annotate, fix, merge."""
