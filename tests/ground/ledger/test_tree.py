"""The Merkle tree of RFC 6962: known answers, an independent library as oracle, and every proof's refusal."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from underrose.ground.ledger import tree

# The leaves and roots that Certificate Transparency's own implementations test with.
LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes(range(0x60, 0x70)))
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def nodes_of(leaves: list[bytes]) -> tree.Node:
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    return lambda height, number: tree.fold(hashes[number << height : (number + 1) << height])


def grown(leaves: list[bytes]) -> bytes:
    frontier: list[bytes] = []
    for size, leaf in enumerate(leaves):
        tree.append(frontier, size, tree.leaf_hash(leaf))
    return tree.root(frontier)


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.root([]) == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert grown(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_roots_equal_an_independent_library() -> None:
    oracle, leaves = InmemoryTree(algorithm="sha256"), [str(number).encode() for number in range(300)]
    for size, leaf in enumerate(leaves, start=1):
        oracle.append_entry(leaf)
        assert grown(leaves[:size]) == oracle.get_root()


def test_every_inclusion_proof_of_small_trees_holds_for_its_leaf_alone() -> None:
    leaves = [bytes([number]) for number in range(40)]
    node = nodes_of(leaves)
    for size in range(1, 40):
        root = tree.root(tree.frontier(size, node))
        for index in range(size):
            path = tree.inclusion(index, size, node)
            tree.check_inclusion(tree.leaf_hash(leaves[index]), index, size, path, root)
            with pytest.raises(tree.Unproven):
                tree.check_inclusion(tree.leaf_hash(b"other"), index, size, path, root)
            with pytest.raises(tree.Unproven):
                tree.check_inclusion(tree.leaf_hash(leaves[index]), index, size, [*path, root], root)
            if size > 1:
                with pytest.raises(tree.Unproven):
                    tree.check_inclusion(tree.leaf_hash(leaves[index]), (index + 1) % size, size, path, root)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=90), st.data())
def test_an_older_tree_is_proven_to_be_the_beginning_of_a_newer(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    proof = tree.consistency(old, len(leaves), nodes_of(leaves))
    tree.check_consistency(old, grown(leaves[:old]), len(leaves), grown(leaves), proof)


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=90), st.data())
def test_a_rewritten_past_has_no_proof(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    altered = data.draw(st.integers(0, old - 1))
    before = [*leaves[:altered], leaves[altered] + b"x", *leaves[altered + 1 : old]]
    proof = tree.consistency(old, len(leaves), nodes_of(leaves))
    with pytest.raises(tree.Unproven):
        tree.check_consistency(old, grown(before), len(leaves), grown(leaves), proof)


@given(st.integers(1, 200), st.data())
def test_a_damaged_proof_is_refused(size: int, data: st.DataObject) -> None:
    def node(height: int, number: int) -> bytes:
        if height == 0:
            return tree.leaf_hash(number.to_bytes(4, "big"))
        return tree.node_hash(node(height - 1, 2 * number), node(height - 1, 2 * number + 1))

    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion(index, size, node), tree.root(tree.frontier(size, node))
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        damaged = [*path[:place], bytes(32), *path[place + 1 :]]
        for bad in (damaged, path[1:], path[:-1]):
            with pytest.raises(tree.Unproven):
                tree.check_inclusion(node(0, index), index, size, bad, root)


def test_a_leaf_outside_the_tree_has_no_proof() -> None:
    with pytest.raises(ValueError, match="no leaf 3"):
        tree.inclusion(3, 3, nodes_of(LEAVES))
    with pytest.raises(ValueError, match="no proof"):
        tree.consistency(0, 3, nodes_of(LEAVES))
