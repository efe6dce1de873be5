/// Why points cannot be kept.
public enum IngestError: Error, Hashable, Sendable {
    /// The system refuses something about a file; its words.
    case file(path: String, reason: String)
    /// Another process keeps points in this folder.
    case inUse(folder: String)
    /// A record of the journal is damaged, and good ones follow it.
    case damaged(path: String, offset: Int)
    /// The index of a settled segment of the journal is damaged.
    case index(path: String)
    /// The folder's bars were made with other options.
    case mapping(folder: String)
    /// An earlier failure left it unknown what is on the disk.
    case stopped(path: String)
    /// A file of bars does not hold what was written to it.
    case bars(path: String, line: Int, found: String)
}

extension IngestError: CustomStringConvertible {
    /// The error for people.
    public var description: String {
        switch self {
        case .file(let path, let reason): "\(path): error: \(reason)"
        case .inUse(let folder):
            "\(folder): error: another listener keeps its points here; give each a folder of its own with --out"
        case .damaged(let path, let offset):
            "\(path): error: found a damaged record at byte \(offset) with good ones after it, expected none; "
                + "move the file away to go on without its points"
        case .index(let path):
            "\(path): error: found a damaged index, expected one as this program writes it; "
                + "delete it to have it made anew at the next start"
        case .mapping(let folder):
            "\(folder): error: its bars were made with another measurement, tag, field, --ticks, --every or --stamp; "
                + "give those again, or another folder with --out"
        case .stopped(let path): "\(path): error: the disk failed before; start the listener again"
        case .bars(let path, let line, let found):
            "\(path):\(line): error: found '\(found)', expected a bar as this program writes them; "
                + "move the file away, and those in journal/settled back to journal, to have it written anew"
        }
    }
}
