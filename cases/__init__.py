"""Work around one child: concern, consent, stafettlogg, case heads and the baton."""
