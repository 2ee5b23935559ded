"""The case of one child: who may do what, who takes part, and how those who help are named."""
