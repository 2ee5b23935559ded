"""The pages of the administrator: the organisation, and the settings of the municipality."""
