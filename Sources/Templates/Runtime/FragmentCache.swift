internal import Synchronization

/// Keeps what included templates rendered, for the next include of the same template with the same values.
///
/// A card that many lists show is rendered once. Whoever makes a cache promises that, as long as it lives, objects of
/// equal `identity` do not change, and that functions and filters answer the same for the same arguments.
public final class FragmentCache: Sendable {
  /// What is kept, in bytes; beyond it nothing more is added.
  private let capacity: Int
  private let contents = Mutex(Contents())

  private struct Contents {
    var fragments: [FragmentKey: Fragment] = [:]
    var size = 0
  }

  public init(capacity: Int = 64 << 20) {
    self.capacity = capacity
  }

  func fragment(for key: FragmentKey) -> Fragment? {
    contents.withLock { $0.fragments[key] }
  }

  func keep(_ fragment: Fragment, for key: FragmentKey) {
    contents.withLock { contents in
      guard contents.size + fragment.bytes.count <= capacity else { return }
      contents.size += fragment.bytes.count
      contents.fragments[key] = fragment
    }
  }
}

/// What an include wrote, and what it read to write it.
struct Fragment: Sendable {
  let bytes: [UInt8]
  /// Nil where nobody records.
  let reads: (any FragmentReads)?
}

/// What tells an object from all others of its render, whoever made the value that stands for it.
public struct ObjectIdentity: Hashable, Sendable {
  private let type: ObjectIdentifier
  private let number: Int
  private let variant: String

  /// - Parameter variant: what the object's members depend on besides, such as a language.
  public init(_ type: Any.Type, _ number: Int, variant: String = "") {
    self.type = ObjectIdentifier(type)
    self.number = number
    self.variant = variant
  }
}

/// A template, and the values of all names that it reads from outside.
struct FragmentKey: Hashable {
  let template: ObjectIdentifier
  let inputs: [Input]

  enum Input: Hashable {
    case absent
    case none
    case bool(Bool)
    case integer(Int)
    case string(String)
    case safe(String)
    case function(ObjectIdentifier)
    case object(ObjectIdentity)

    /// Nil for a value that may change, or that cannot be told from others quickly.
    init?(_ value: Value?) {
      switch value {
      case nil: self = .absent
      case .some(.none): self = .none
      case .bool(let flag)?: self = .bool(flag)
      case .integer(let number)?: self = .integer(number)
      case .string(let text)?: self = .string(text)
      case .safe(let text)?: self = .safe(text)
      case .native(let function)?: self = .function(ObjectIdentifier(function))
      case .external(let box)?:
        guard let identity = box.object.identity else { return nil }
        self = .object(identity)
      default: return nil
      }
    }
  }
}
