"""The case of one child: who may, who takes part, and how those who help are named."""
