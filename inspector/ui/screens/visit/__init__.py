"""巡查填报: the list of visits, the start of one, filling it, the check before the signature, and a signed one."""
