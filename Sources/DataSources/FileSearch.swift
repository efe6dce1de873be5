import Core
import Glibc

/// Finds the files that paths and patterns mean.
enum FileSearch {
    /// The paths in byte order, each once; at least one.
    static func paths(_ options: CSVReadOptions) throws(DataError) -> [String] {
        var paths = options.paths
        for pattern in options.globs { paths += try matches(pattern) }
        guard !paths.isEmpty else {
            throw .option(
                path: "data", .badValue(key: "path", found: "", allowed: "the path of a file, or `glob` with a pattern")
            )
        }
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }.sorted { symbolPrecedes($0, $1) }
    }

    private static func matches(_ pattern: String) throws(DataError) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard Glibc.glob(pattern, 0, nil, &result) == 0 else { throw .file(path: pattern, .noMatch) }
        var paths: [String] = []
        for place in 0..<Int(result.gl_pathc) {
            if let path = result.gl_pathv[place] { paths.append(String(cString: path)) }
        }
        return paths
    }

    /// The name of the instrument that a file is named after: the file's name in capitals without what follows its
    /// first dot.
    static func symbol(of path: String) -> String {
        let name = path.split(separator: "/").last ?? "-"
        let stem = name.split(separator: ".", maxSplits: 1).first ?? name
        return path == "-" || path == "<stdin>" ? "STDIN" : stem.uppercased()
    }
}
