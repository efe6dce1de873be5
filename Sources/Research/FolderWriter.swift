public import Foundation

/// Writes a folder of files so that it appears whole or not at all.
///
/// The files go to a hidden folder beside the target, which is then renamed: a killed run leaves no half result, and a
/// reader never sees one.
public struct FolderWriter {
    /// Where the folder will be.
    public let target: URL
    private let draft: URL

    /// Begins a folder.
    ///
    /// - Throws: `FolderError` where the parent cannot be made or written.
    public init(target: URL) throws(FolderError) {
        self.target = target
        let parent = target.deletingLastPathComponent()
        draft = parent.appendingPathComponent(
            ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).part")
        // What a killed process of the same number left.
        try? FileManager.default.removeItem(at: draft)
        do {
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        } catch {
            throw FolderError(
                path: parent.path, reason: FolderWriter.fileInTheWay(of: parent) ?? FolderWriter.reason(error))
        }
    }

    /// Says which part of a path is a file, where a folder is needed.
    private static func fileInTheWay(of folder: URL) -> String? {
        var part = folder
        while part.path.count > 1 {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: part.path, isDirectory: &isFolder) {
                return isFolder.boolValue ? nil : "\(part.lastPathComponent) is a file, not a folder"
            }
            part.deleteLastPathComponent()
        }
        return nil
    }

    /// Writes one file, whose name may hold folders.
    public func write(_ bytes: [UInt8], to name: String) throws(FolderError) {
        let file = draft.appendingPathComponent(name)
        do {
            if name.contains("/") {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            }
            try Data(bytes).write(to: file)
        } catch {
            discard()
            throw FolderError(path: target.appendingPathComponent(name).path, reason: FolderWriter.reason(error))
        }
    }

    /// Adds to the end of a file, which is made where it is not there yet.
    public func append(_ bytes: [UInt8], to name: String) throws(FolderError) {
        let file = draft.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return try write(bytes, to: name) }
        do {
            let handle = try FileHandle(forWritingTo: file)
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(bytes))
        } catch {
            discard()
            throw FolderError(path: target.appendingPathComponent(name).path, reason: FolderWriter.reason(error))
        }
    }

    /// Writes one text file.
    public func write(_ text: String, to name: String) throws(FolderError) {
        try write(Array(text.utf8), to: name)
    }

    /// Takes a folder in that lies on the same volume.
    public func adopt(_ other: URL, as name: String) throws(FolderError) {
        do { try FileManager.default.moveItem(at: other, to: draft.appendingPathComponent(name)) } catch {
            discard()
            throw FolderError(path: target.appendingPathComponent(name).path, reason: FolderWriter.reason(error))
        }
    }

    /// Puts the folder in its place; one that is there already is replaced.
    public func finish() throws(FolderError) {
        do {
            if FileManager.default.fileExists(atPath: target.path) {
                let old = draft.deletingLastPathComponent().appendingPathComponent(draft.lastPathComponent + ".old")
                try? FileManager.default.removeItem(at: old)
                try FileManager.default.moveItem(at: target, to: old)
                do { try FileManager.default.moveItem(at: draft, to: target) } catch {
                    try? FileManager.default.moveItem(at: old, to: target)
                    throw error
                }
                try? FileManager.default.removeItem(at: old)
            } else {
                try FileManager.default.moveItem(at: draft, to: target)
            }
        } catch {
            discard()
            throw FolderError(path: target.path, reason: FolderWriter.reason(error))
        }
    }

    /// Takes back what was written so far.
    public func discard() {
        try? FileManager.default.removeItem(at: draft)
    }

    /// What the system says of an error, without the words around it.
    public static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if error.domain == NSCocoaErrorDomain && error.code == NSFileWriteOutOfSpaceError {
            return String(cString: strerror(ENOSPC))
        }
        if let below = error.userInfo[NSUnderlyingErrorKey] as? NSError { return reason(below) }
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        return error.localizedDescription
    }
}

/// A file or folder that cannot be written.
public struct FolderError: Error, Hashable, CustomStringConvertible, Sendable {
    /// What was to be written.
    public var path: String
    /// What is in the way.
    public var reason: String
    /// What to do about it.
    public var remedy: String

    /// An error.
    public init(
        path: String, reason: String,
        remedy: String = "nothing was left behind; choose another folder with --out, or make room"
    ) {
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    /// The message: `runs/x/result.json: error: cannot be written: No space left on device`, and the remedy.
    public var description: String { "\(path): error: cannot be written: \(reason); \(remedy)" }
}
