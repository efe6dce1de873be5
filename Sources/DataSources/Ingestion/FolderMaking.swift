import Glibc

/// Folders that are there, and last.
enum FolderMaking {
    /// Makes a folder and those above it.
    static func make(_ path: String) throws(IngestError) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw .file(path: path, reason: "it is no folder")
        }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try make(String(path[..<slash])) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .system(path) }
    }

    /// The names in a folder, sorted.
    static func names(in path: String) throws(IngestError) -> [String] {
        guard let folder = opendir(path) else { throw .system(path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            // The name ends within the entry.
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            names.append(String(cString: name))
        }
        return names.sorted()
    }

    /// Has the disk keep the names in a folder.
    static func sync(_ path: String) throws(IngestError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(path) }
    }

    /// Has the disk keep everything that was written to the file system of a folder.
    static func syncAll(_ path: String) throws(IngestError) {
        if let reason = FileSystemSync.failure(ofFolder: path) { throw .file(path: path, reason: reason) }
    }
}
