import CSodium
import Dispatch  // why: Argon2 takes a tenth of a second of one core, and must take no thread of the pool for that long
import Synchronization

/// Makes and checks hashes of passwords by Argon2id (RFC 9106), one after another on a thread of its own.
///
/// Each takes 64 MiB and a tenth of a second, so that one worker with a short queue bounds what strangers can make the
/// machine do.
package final class PasswordHashing: Sendable {
  /// Too many wait already.
  struct Busy: Error {}

  /// How hard a guess is made.
  package struct Cost: Sendable {
    var operations: Int
    var bytes: Int

    /// What libsodium calls interactive.
    package static let interactive = Cost(
      operations: Int(crypto_pwhash_OPSLIMIT_INTERACTIVE), bytes: Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
    /// The least there is, for tests.
    package static let least = Cost(operations: Int(crypto_pwhash_OPSLIMIT_MIN), bytes: Int(crypto_pwhash_MEMLIMIT_MIN))
  }

  private let cost: Cost
  private let longestQueue: Int
  private let queue = DispatchQueue(label: "passwords")
  private let waiting = Atomic(0)
  /// Of a password that nobody has: checked where there is no account, to take as long.
  package var nobody: String {
    // Made up, since making a true one would hold up each start of the program; what counts is its cost.
    "$argon2id$v=19$m=\(cost.bytes >> 10),t=\(cost.operations),p=1$\(Self.zeros(16))$\(Self.zeros(32))"
  }

  package init(cost: Cost = .interactive, longestQueue: Int = 64) {
    self.cost = cost
    self.longestQueue = longestQueue
  }

  /// The hash of a new password, with its salt and cost; nil when memory is short.
  func hash(of password: String) async throws(Busy) -> String? {
    try await run { [cost] in Self.hash(of: password, cost) }
  }

  /// Whether a password is the one of a hash; takes as long without one, and is false then.
  func matches(_ password: String, _ hash: String?) async throws(Busy) -> Bool {
    try await run { [nobody] in
      let isEqual = crypto_pwhash_str_verify(hash ?? nobody, password, UInt64(password.utf8.count)) == 0
      return isEqual && hash != nil
    }
  }

  /// Whether a hash was made at another cost than today's, and should be made again at the next sign-in.
  package func isOutdated(_ hash: String) -> Bool {
    crypto_pwhash_str_needs_rehash(hash, UInt64(cost.operations), cost.bytes) != 0
  }

  private func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async throws(Busy) -> Result {
    guard waiting.add(1, ordering: .relaxed).newValue <= longestQueue else {
      waiting.subtract(1, ordering: .relaxed)
      throw Busy()
    }
    let result = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
    waiting.subtract(1, ordering: .relaxed)
    return result
  }

  /// So many bytes in base64, without padding.
  private static func zeros(_ count: Int) -> String { String(repeating: "A", count: (count * 4 + 2) / 3) }

  private static func hash(of password: String, _ cost: Cost) -> String? {
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    guard
      crypto_pwhash_str(&text, password, UInt64(password.utf8.count), UInt64(cost.operations), cost.bytes) == 0
    else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
