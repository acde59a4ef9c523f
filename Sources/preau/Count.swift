/// A number and what it counts.
enum Count {
  static func text(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
