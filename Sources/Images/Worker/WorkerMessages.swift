/// What the program and its worker say to one another: blocks, each with its length in four bytes before it.
///
/// Asked is one byte that names the recipe, then the picture's file; answered is one byte that is 0 before a processed
/// picture, or the number of a refusal. The worker reads no files and writes none, so that it needs no right to.
public enum WorkerMessages {
  /// Longer blocks make no sense in either direction.
  public static let maximumLength = 64 << 20

  public static func request(_ recipe: ImageRecipe, _ bytes: [UInt8]) -> [UInt8] {
    block(recipe.rawValue, bytes)
  }

  public static func reply(_ result: Result<ProcessedImage, ImageRefusal>) -> [UInt8] {
    switch result {
    case .success(let image): block(0, image.encoded)
    case .failure(let refusal): block(number(of: refusal), [])
    }
  }

  /// What a request's block says; nil when it makes no sense.
  public static func recipe(of request: [UInt8]) -> ImageRecipe? {
    request.first.flatMap(ImageRecipe.init(rawValue:))
  }

  /// What a reply's block says; nil when it makes no sense.
  public static func result(of reply: [UInt8]) -> Result<ProcessedImage, ImageRefusal>? {
    guard let first = reply.first else { return nil }
    if first == 0 { return ProcessedImage(encoded: reply.dropFirst()).map { .success($0) } }
    return ImageRefusal.allCases.first { number(of: $0) == first && $0.isFinal }.map { .failure($0) }
  }

  private static func block(_ first: UInt8, _ rest: [UInt8]) -> [UInt8] {
    var block: [UInt8] = []
    block.reserveCapacity(rest.count + 5)
    block.append(number: UInt32(rest.count + 1))
    block.append(first)
    return block + rest
  }

  private static func number(of refusal: ImageRefusal) -> UInt8 {
    switch refusal {
    case .tooLarge: 1
    case .unknownFormat: 2
    case .tooManyPixels: 3
    case .damaged: 4
    case .tooDemanding: 5
    case .unreadable: 6
    case .noWorker: 7
    }
  }
}
