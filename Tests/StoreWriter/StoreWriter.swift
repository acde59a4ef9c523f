@main
enum StoreWriter { static func main() {} }
