import Foundation
internal import GRDB

/// Opens the file of a ledger, or makes it.
struct LedgerOpening {
    var path: String
    var access: Ledger.Access
    var patienceSeconds: Int
    var journal: LedgerJournal?

    func queue() throws(LedgerError) -> DatabaseQueue {
        do {
            return try access == .writing ? writable() : readable()
        } catch {
            throw LedgerError(error, path: path, writing: access == .writing, patienceSeconds: patienceSeconds)
        }
    }

    /// The file itself, where the path is a link to it: what SQLite keeps beside a ledger is there.
    private var file: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.readonly = access == .reading
        configuration.busyMode = .timeout(Double(patienceSeconds))
        configuration.label = "ledger"
        // Rows are only added, and only beside those that they refer to: `Ledger.problems` holds it.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            // 64 MB at most: the index by identity is met at random places.
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
        return configuration
    }

    /// What lies at the path.
    private func refuseWhatIsNoFile() throws(LedgerError) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
        guard !isFolder.boolValue else { throw .notALedger(path: path, reason: "a folder") }
        return true
    }

    private func readable() throws -> DatabaseQueue {
        guard try refuseWhatIsNoFile() else { throw LedgerError.absent(path: path) }
        var queue: DatabaseQueue
        do {
            queue = try opened(path)
        } catch let error as DatabaseError where isForWantOfSharedMemory(error) {
            // A folder that may not be written has no place for the memory that readers and writers share. Where no
            // write-ahead file is left there is no writer, and the file alone is the whole ledger.
            queue = try opened(unchanging)
        }
        if try !queue.read({ try LedgerSchema.isMade(in: $0, path: path) }) {
            throw LedgerError.notALedger(path: path, reason: "an empty file")
        }
        return queue
    }

    private func opened(_ name: String) throws -> DatabaseQueue {
        try Waiting(seconds: patienceSeconds).run { try DatabaseQueue(path: name, configuration: configuration) }
    }

    private func isForWantOfSharedMemory(_ error: DatabaseError) -> Bool {
        guard error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY else { return false }
        let size = (try? FileManager.default.attributesOfItem(atPath: file + "-wal"))?[.size] as? Int
        return FileManager.default.isReadableFile(atPath: path) && (size ?? 0) == 0
    }

    /// - Source: "Uniform Resource Identifiers" of SQLite's documentation: `immutable`.
    private var unchanging: String {
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-._~"))
        return "file:" + (path.addingPercentEncoding(withAllowedCharacters: plain) ?? path) + "?immutable=1"
    }

    private func writable() throws -> DatabaseQueue {
        let folder = (file as NSString).deletingLastPathComponent
        if try !refuseWhatIsNoFile() {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw LedgerError.notWritable(path: path, reason: "its folder cannot be made")
            }
        }
        let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
        let journal = journal ?? .suited(toFolder: folder, mounts: mounts)
        let queue = try opened(path)
        try queue.writeWithoutTransaction { database in
            // A file of something else is looked at before anything is written.
            _ = try Waiting(seconds: patienceSeconds).run { try LedgerSchema.isMade(in: database, path: path) }
            // Takes the right to write, which a file that cannot be written does not give.
            try Waiting(seconds: patienceSeconds).run {
                try database.inTransaction(.immediate) { .rollback }
            }
            try Waiting(seconds: patienceSeconds).run {
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = \(journal.name)")
                guard mode == journal.name else {
                    throw LedgerError.notWritable(path: path, reason: "its disk allows no \(journal) journal")
                }
            }
            // A commit waits for the disk: what is acknowledged survives a loss of power.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864")
            // Batches write the same pages of indices again and again: 16 MB of them go into the file at once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try Waiting(seconds: patienceSeconds).run {
                try database.inTransaction(.immediate) {
                    if try !LedgerSchema.isMade(in: database, path: path) { try LedgerSchema.create(in: database) }
                    return .commit
                }
            }
        }
        return queue
    }
}
