"""今日: what is to be visited, what is due, what is begun, and what has not been handed over yet."""
