extension Renderer {
  /// What an include is known by, if the values that it reads can be compared.
  func fragmentKey(of included: CompiledTemplate, in inner: Context) -> FragmentKey? {
    guard fragments != nil, let names = environment.inputs(of: included) else { return nil }
    var inputs: [FragmentKey.Input] = []
    inputs.reserveCapacity(names.count)
    for name in names {
      guard let input = FragmentKey.Input(inner.lookup(name)) else { return nil }
      inputs.append(input)
    }
    return FragmentKey(template: ObjectIdentifier(included), inputs: inputs)
  }

  /// Writes what the same include wrote before; false when there is nothing yet.
  mutating func writeKept(_ key: FragmentKey) throws(TemplateError) -> Bool {
    guard let fragment = fragments?.fragment(for: key) else { return false }
    fragment.bytes.withUnsafeBufferPointer { output.append($0) }
    if let reads = fragment.reads { recorder?.record(reads) }
    try countStep()
    return true
  }

  func keepFragment(from start: Int, for key: FragmentKey) {
    let reads = recorder?.endFragment()
    if let reads { recorder?.record(reads) }
    fragments?.keep(Fragment(bytes: output.bytes(from: start), reads: reads), for: key)
  }
}
