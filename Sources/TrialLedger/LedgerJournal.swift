import Foundation

/// How a ledger's file survives a writer that is killed in the middle.
public enum LedgerJournal: Sendable {
    /// New pages go to a file beside it first: fast, readers and a writer do not wait for each other, but all of them must
    /// be on one host, whose memory they share.
    case writeAhead
    /// Old pages are kept in a file beside it until all are written: for disks that several hosts share.
    case rollback

    /// What suits the disk of a folder: rollback on disks of a network.
    ///
    /// - Parameters:
    ///   - folder: The folder, which exists.
    ///   - mounts: What is mounted where, as `/proc/self/mountinfo` says it.
    /// - Source: proc(5), `/proc/pid/mountinfo`.
    static func suited(toFolder folder: String, mounts: String) -> LedgerJournal {
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var (longest, kind) = (-1, Substring())
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
            let place = unescaped(fields[4])
            guard place == "/" || folder == place || folder.hasPrefix(place + "/") else { continue }
            // Of two at one place, the later one hides the earlier.
            if place.utf8.count >= longest { (longest, kind) = (place.utf8.count, fields[dash + 1]) }
        }
        return networked.contains(String(kind)) || kind.hasPrefix("fuse") ? .rollback : .writeAhead
    }

    /// File systems of which several hosts may have the same files; those of programs, such as sshfs, begin with `fuse`.
    private static let networked: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "lustre", "gpfs", "beegfs", "ceph", "afs", "gfs2", "ocfs2", "9p",
        "glusterfs",
        "orangefs", "wekafs", "virtiofs",
    ]

    /// Blanks and backslashes are written as three octal digits.
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        return [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")].reduce(String(text)) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    /// What SQLite calls it.
    var name: String { self == .writeAhead ? "wal" : "delete" }
}
