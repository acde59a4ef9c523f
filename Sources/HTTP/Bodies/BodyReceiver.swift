/// Reads the body of one request within the limits of its route.
struct BodyReceiver: Sendable {
  /// How much of a refused body is still read, so that the client gets to read the answer.
  static let maximumDiscarded = 1 << 20

  private let policy: BodyPolicy
  private var bytes: [UInt8] = []
  private var form: FormReader?
  private(set) var received = 0
  private var discarded = 0
  private(set) var refusal: Refusal?

  /// Checks the type and the declared size, nil for a chunked body; throws a refusal of status 413, 415 or 400.
  init(_ policy: BodyPolicy, declaredSize: Int?, contentType: String?, folder: String) throws(Refusal) {
    self.policy = policy
    if let declaredSize, declaredSize > policy.maximumBytes { throw Self.tooLarge(policy) }
    switch policy {
    case .none:
      if declaredSize == nil { throw Self.tooLarge(policy) }
    case .bytes: break
    case .form(let limits):
      // Scripts send an empty body without a type.
      guard declaredSize != 0 || contentType != nil else { return }
      form = try FormReader(contentType: contentType ?? "", limits: limits, folder: folder)
    }
  }

  /// Takes more of the body; false when the connection should rather be closed.
  mutating func feed(_ more: UnsafeRawBufferPointer) -> Bool {
    received += more.count
    if refusal == nil {
      do throws(Refusal) {
        guard received <= policy.maximumBytes else { throw Self.tooLarge(policy) }
        if form != nil { try form?.feed(more) } else { bytes.append(contentsOf: more) }
      } catch {
        refusal = error
        bytes = []
        form = nil
      }
    }
    if refusal != nil { discarded += more.count }
    return discarded <= Self.maximumDiscarded
  }

  mutating func finish() throws(Refusal) -> Body {
    if let refusal { throw refusal }
    switch policy {
    case .none: return .none
    case .bytes: return .bytes(bytes)
    case .form: return .form(try form?.finish() ?? FormData())
    }
  }

  private static func tooLarge(_ policy: BodyPolicy) -> Refusal {
    Refusal(.contentTooLarge, "the body has at most \(policy.maximumBytes) bytes")
  }
}
