import Core
import Foundation

/// The hash of a program's code, so that what other code has computed is not taken for its own.
enum ProgramHash {
    /// The file of the program that runs.
    static let running = URL(fileURLWithPath: "/proc/self/exe")

    /// SHA-256 of a file as hexadecimal digits; where it cannot be read, a text that is never the same again.
    static func of(_ program: URL) -> String {
        var hash = SHA256()
        do {
            let handle = try FileHandle(forReadingFrom: program)
            defer { try? handle.close() }
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                part.withUnsafeBytes { hash.update($0) }
            }
        } catch { return UUID().uuidString }
        return hash.hexDigest()
    }
}
