/// How far a build has come.
public struct BuildProgress: Sendable {
  public enum Stage: Sendable {
    /// Images are made ready that no earlier build has.
    case images
    /// Pages and other files are made.
    case pages
  }

  public var stage: Stage
  public var done: Int
  public var total: Int
}
