"""What a school's register says of one child: its sessions and their codes, read, counted and looked at."""
