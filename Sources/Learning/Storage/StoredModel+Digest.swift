internal import Core

extension StoredModel {
    /// The SHA-256 of all its names and numbers: of equal models the same.
    ///
    /// - Verified by: `StoredDigestTests`.
    public var digest: String {
        var hash = SHA256()
        add(to: &hash)
        return hash.hexDigest()
    }

    private func add(to hash: inout SHA256) {
        func add(_ text: String) {
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { hash.update(Array($0)) }
            hash.update(Array(text.utf8))
        }
        func add(bytes: UnsafeRawBufferPointer) {
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(Array($0)) }
            hash.update(Array(bytes))
        }
        add(kind)
        for (name, array) in numbers.sorted(by: { $0.key < $1.key }) {
            add(name)
            array.map { $0.bitPattern.littleEndian }.withUnsafeBytes { add(bytes: $0) }
        }
        for (name, array) in singles.sorted(by: { $0.key < $1.key }) {
            add(name)
            array.map { $0.bitPattern.littleEndian }.withUnsafeBytes { add(bytes: $0) }
        }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(text)
        }
        for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
            add(name)
            part.add(to: &hash)
        }
    }
}
