import Images
import Markup
import Templates

/// An image of a field, or the square of one.
struct ImageObject: RecordObject {
  let image: SiteImage
  let set: ImageSet
  let alt: String

  static let members = MemberTable<Self>([
    "src": { .string($0.set.address) },
    "alt": { .string($0.alt) },
    "width": { .integer($0.set.size.width) },
    "height": { .integer($0.set.size.height) },
    "srcset": { .string($0.set.choices.srcset) },
    "sources": { image in
      .list(image.set.choices.sources.map { .object(ImageSourceObject(type: $0.mediaType, srcset: $0.srcset)) })
    },
    "square": { image in
      image.image.square.map { .object(ImageObject(image: image.image, set: $0, alt: image.alt)) } ?? .none
    },
    "full": { image in image.image.full.map { .object(FullImageObject(image: image.image, variant: $0)) } ?? .none },
  ])
}

/// An item of `image.sources`.
struct ImageSourceObject: RecordObject {
  let type: String
  let srcset: String

  static let members = MemberTable<Self>(["type": { .string($0.type) }, "srcset": { .string($0.srcset) }])
}

/// `image.full`.
struct FullImageObject: RecordObject {
  let image: SiteImage
  let variant: ImageVariant

  static let members = MemberTable<Self>([
    "src": { .string($0.image.address(of: $0.variant)) },
    "width": { .integer($0.variant.size.width) },
    "height": { .integer($0.variant.size.height) },
  ])
}
