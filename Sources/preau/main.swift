print("preau")
