import CVips
import Glibc
import Images

/// The image worker: reads pictures from standard input, and writes what was made of them to standard output.
///
/// A process of its own, because libvips takes 60 ms to start and because pictures come from anybody: whatever a decoder
/// does, it does where nothing is to be had.
@main
enum PreauImages {
  static func main() {
    if CommandLine.arguments.dropFirst().first == "--version" {
      print("libvips \(vips_version(0)).\(vips_version(1)).\(vips_version(2))")
      return
    }
    guard isatty(STDIN_FILENO) == 0 else {
      BlockPipe.complain("preau-images makes pictures for preau, which starts it; by itself it is of no use")
      exit(64)
    }
    Confinement.enter()
    guard Vips.start() else { exit(70) }
    while let request = BlockPipe.read(upTo: WorkerMessages.maximumLength) {
      guard let recipe = WorkerMessages.recipe(of: request) else { exit(65) }
      Confinement.allowOnePicture()
      guard BlockPipe.write(WorkerMessages.reply(result(Array(request.dropFirst()), recipe))) else { exit(0) }
    }
  }

  private static func result(_ bytes: [UInt8], _ recipe: ImageRecipe) -> Result<ProcessedImage, ImageRefusal> {
    do throws(ImageRefusal) {
      return .success(try ImageProcessing(recipe).run(bytes))
    } catch {
      return .failure(error)
    }
  }
}
