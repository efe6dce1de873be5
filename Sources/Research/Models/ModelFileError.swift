internal import Core
internal import Foundation
public import Learning

/// Why a model file cannot be read or written.
public struct ModelFileError: Error, Equatable, CustomStringConvertible, Sendable {
    /// What is wrong.
    public enum Reason: Error, Equatable, Sendable {
        /// The system cannot read it: what it says.
        case unreadable(String)
        /// The system cannot write it: what it says.
        case unwritable(String)
        /// It does not begin as model files do.
        case notAModelFile
        /// It is of a schema that is not read here.
        case otherSchema(found: String)
        /// It ends early: the bytes that it should have at least, and those it has.
        case cutShort(expected: Int, found: Int)
        /// A hash differs from what it is the hash of: which part.
        case altered(part: String)
        /// Something in it cannot be: what, as found, and what is allowed.
        case invalid(name: String, found: String, allowed: String)
        /// The model cannot be stored, or not be made of what is stored.
        case model(LearningError)
    }

    /// The file.
    public var path: String
    /// What is wrong.
    public var reason: Reason

    /// An error.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The message: file, reason, remedy.
    public var description: String { "\(ShownText.field(path, most: 400)): error: \(message)" }

    /// What the system says of an error.
    static func systemReason(_ error: any Error) -> String {
        let cocoa = error as NSError
        let absent = [NSFileNoSuchFileError, NSFileReadNoSuchFileError]
        // Foundation keeps the system's words for an absent file to itself.
        if cocoa.domain == NSCocoaErrorDomain, absent.contains(cocoa.code) { return String(cString: strerror(ENOENT)) }
        return FolderWriter.reason(error)
    }

    private var message: String {
        let again = "copy it again, or train the model again with backtest train"
        return switch reason {
        case .unreadable(let reason): "cannot be read: \(reason); give the path of a file that backtest train wrote"
        case .unwritable(let reason):
            "cannot be written: \(reason); nothing was left behind; choose another folder with --out, or make room"
        case .notAModelFile:
            "found something that is not a model file, expected one that begins with BTMODEL; give the path of a file "
                + "that backtest train wrote"
        case .otherSchema(let found):
            "found schema '\(ShownText.field(found))', expected '\(ModelFile.schema)', which is what this version reads; "
                + "train the model again, or read it with the version that wrote it"
        case .cutShort(let expected, let found):
            "found \(found) bytes, expected \(expected): it was cut short; \(again)"
        case .altered(let part): "\(part) was altered: its SHA-256 is not the one that the file states; \(again)"
        case .invalid(let name, let found, let allowed):
            "\(name): found \(ShownText.field(found)), expected \(allowed); \(again)"
        case .model(.unknownKind(let found, let known)):
            LearningError.unknownKind(found: found, known: known).description
        case .model(let error): "the stored model: \(error); \(again)"
        }
    }
}
