print("0 cases")
