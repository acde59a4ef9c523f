import Content

/// Every query is a number and its words.
extension Query {
  func write(to writer: inout ByteWriter) {
    let (form, words, limit) = parts
    writer.write(form)
    writer.write(words) { $0.write($1) }
    writer.write(limit)
  }

  init(from reader: inout ByteReader) {
    let form = reader.integer()
    let words = reader.list { $0.text() }
    let limit = reader.integer()
    guard let query = Query(form: form, words: words, limit: limit) else {
      reader.fail()
      self = .tags
      return
    }
    self = query
  }

  private var parts: (form: Int, words: [String], limit: Int) {
    switch self {
    case .template(let name): (0, [name], 0)
    case .asset(let name): (1, [name], 0)
    case .file(let path): (2, [path], 0)
    case .entries(let kind, let sort, let limit, let language): (3, [kind, sort, language], limit)
    case .count(let kind): (4, [kind], 0)
    case .facets(let kind, let language): (5, [kind, language], 0)
    case .tagFacet(let kind, let tag, let language): (6, [kind, tag, language], 0)
    case .tagLabel(let slug): (7, [slug], 0)
    case .taggedEntries(let slug): (8, [slug], 0)
    case .tags: (9, [], 0)
    case .hasTags: (10, [], 0)
    case .menus(let language): (11, [language], 0)
    case .entry(let address): (12, [address], 0)
    case .link(let destination, let folder, let language): (13, [destination, folder, language], 0)
    case .image(let destination, let folder, let language): (14, [destination, folder, language], 0)
    case .missingText(let key): (15, [key], 0)
    case .addresses: (16, [], 0)
    case .thread(let address): (17, [address], 0)
    }
  }

  private init?(form: Int, words: [String], limit: Int) {
    switch (form, words.count) {
    case (0, 1): self = .template(words[0])
    case (1, 1): self = .asset(words[0])
    case (2, 1): self = .file(words[0])
    case (3, 3): self = .entries(kind: words[0], sort: words[1], limit: limit, language: words[2])
    case (4, 1): self = .count(kind: words[0])
    case (5, 2): self = .facets(kind: words[0], language: words[1])
    case (6, 3): self = .tagFacet(kind: words[0], tag: words[1], language: words[2])
    case (7, 1): self = .tagLabel(words[0])
    case (8, 1): self = .taggedEntries(words[0])
    case (9, 0): self = .tags
    case (10, 0): self = .hasTags
    case (11, 1): self = .menus(language: words[0])
    case (12, 1): self = .entry(words[0])
    case (13, 3): self = .link(words[0], folder: words[1], language: words[2])
    case (14, 3): self = .image(words[0], folder: words[1], language: words[2])
    case (15, 1): self = .missingText(words[0])
    case (16, 0): self = .addresses
    case (17, 1): self = .thread(words[0])
    default: return nil
    }
  }
}
