/// The methods of texts, lists and dictionaries: what a template calls with a dot.
enum Methods {
  static func find(_ name: Symbol, of value: Value) -> Filter? {
    switch value {
    case .string, .safe: StringMethods.table[name]
    case .sequence: ListMethods.table[name]
    case .tuple: ListMethods.tupleTable[name]
    case .mapping: name.isDictionaryMethod ? DictionaryMethods.table[name] : nil
    default: nil
    }
  }

  /// A method as a value that can be called later.
  static func bound(_ name: Symbol, to value: Value) -> Value? {
    guard let method = find(name, of: value) else { return nil }
    return .native(
      NativeFunction(name: name.name, depth: value.depth + 1) { (arguments, state) throws(TemplateError) in
        try method.body(value, arguments, state)
      })
  }
}
