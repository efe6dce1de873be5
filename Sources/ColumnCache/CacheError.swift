/// Why a cache cannot give or keep something.
public enum CacheError: Error, Hashable, Sendable {
    /// A file or folder of the cache that the system refuses; its words.
    case refused(path: String, reason: String)
    /// A file that is not what was written: cut short, or with changed bytes.
    case damaged(path: String, what: String)
    /// Something cannot be written: disk full, above all. Nothing half-written is left.
    case notWritten(path: String, reason: String)
    /// Another process has been writing for so many seconds.
    case busy(path: String, seconds: Int)
    /// Larger than the cache may be.
    case tooLarge(bytes: Int, limit: Int)
    /// Columns that are no chunk of the entry they are meant for.
    case misfit(key: String, reason: String)
    /// A column that is not there, or of another type.
    case noColumn(key: String, name: String, wanted: ColumnType)
    /// A setting that is not understood.
    case badSetting(name: String, found: String, expected: String)
}

extension CacheError: CustomStringConvertible {
    /// What is wrong, where, and what can be done.
    public var description: String {
        switch self {
        case .refused(let path, let reason): "\(path): error: cannot be used: \(reason)"
        case .damaged(let path, let what): "\(path): error: damaged: \(what)"
        case .notWritten(let path, let reason): "\(path): error: cannot be written: \(reason); nothing of it was kept"
        case .busy(let path, let seconds):
            "\(path): error: another process has been writing for \(seconds) seconds; nothing was kept"
        case .tooLarge(let bytes, let limit):
            "error: \(bytes) bytes are more than the cache may hold, which is \(limit); raise BACKTEST_CACHE_BYTES"
        case .misfit(let key, let reason): "cache entry \(key): error: \(reason)"
        case .noColumn(let key, let name, let wanted):
            "cache entry \(key): error: found no column '\(name)' of type \(wanted.rawValue)"
        case .badSetting(let name, let found, let expected):
            "\(name): error: found \"\(found)\"; expected \(expected)"
        }
    }
}
