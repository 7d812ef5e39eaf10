"""The same content as a Word document, for those who go on writing in Word or WPS (ADR 30)."""
