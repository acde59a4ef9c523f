/// Learns what a render reads, so that its output can be kept as long as nothing of that changes.
///
/// The engine tells which templates it looks for; objects, functions and filters tell the rest by themselves, which
/// find the recorder of their render in `RenderState`. A recorder serves one render at a time.
public protocol ReadRecorder: AnyObject, Sendable {
  /// A template of this name was looked for, whether or not there is one.
  func recordTemplate(_ name: String)

  /// A fragment begins that other renders may use again: what it reads is noted apart.
  func beginFragment()

  /// The fragment that began last is done; answers what it read.
  func endFragment() -> any FragmentReads

  /// A fragment is used again, instead of being rendered anew.
  func record(_ reads: any FragmentReads)
}

/// What a fragment read, as the recorder noted it.
public protocol FragmentReads: Sendable {}
