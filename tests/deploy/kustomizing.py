"""An overlay put together as kustomize does, as far as the ones here need it: resources, patches, images, namespace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.deploy.files import read_yaml

Manifest = dict[str, Any]
KUSTOMIZATION = "kustomization.yaml"
UNDERSTOOD = {"apiVersion", "kind", "namespace", "resources", "images", "patches"}
IN_NO_NAMESPACE = {"Namespace"}


class CantKustomize(ValueError):
    """A kustomization that can't be put together; the message says why."""


def kustomized(folder: Path) -> list[Manifest]:
    """The manifests of a folder. Raises CantKustomize for what is missing, not listed, or not understood here."""
    chosen = read_yaml(folder / KUSTOMIZATION)
    if not set(chosen) <= UNDERSTOOD:
        raise CantKustomize(f"{folder.name} uses {sorted(set(chosen) - UNDERSTOOD)}")
    manifests = [one for name in chosen["resources"] for one in resource(folder / name)]
    for patch in chosen.get("patches", []):
        patched(manifests, read_yaml(there(folder / patch["path"])))
    for manifest in manifests:
        if "namespace" in chosen and manifest["kind"] not in IN_NO_NAMESPACE:
            manifest["metadata"]["namespace"] = chosen["namespace"]
        for image in chosen.get("images", []):
            rename(manifest, image)
    return manifests


def listed(folder: Path) -> set[str]:
    """The files that a folder's kustomization lists."""
    chosen = read_yaml(folder / KUSTOMIZATION)
    return {*chosen["resources"], *(patch["path"] for patch in chosen.get("patches", []))}


def resource(path: Path) -> list[Manifest]:
    """The manifests of a file, or of a folder with a kustomization of its own."""
    return kustomized(path) if there(path).is_dir() else [read_yaml(path)]


def there(path: Path) -> Path:
    """The path. Raises CantKustomize where there is nothing."""
    if not path.exists():
        raise CantKustomize(f"{path} is not there")
    return path


def patched(manifests: list[Manifest], patch: Manifest) -> None:
    """Merges a patch into the one manifest that it is for. Raises CantKustomize where there is none."""
    matching = [one for one in manifests if identity(one) == identity(patch)]
    if len(matching) != 1:
        raise CantKustomize(f"{identity(patch)} patches {len(matching)} manifests")
    merge(matching[0], patch)


def identity(manifest: Manifest) -> tuple[str, str, str]:
    """What a patch finds its manifest by."""
    return manifest["apiVersion"], manifest["kind"], manifest["metadata"]["name"]


def merge(whole: Manifest, patch: Manifest) -> None:
    """Puts what a patch says in place; lists as a whole, as Kubernetes has it for those that are patched here."""
    for name, value in patch.items():
        if isinstance(value, dict) and isinstance(whole.get(name), dict):
            merge(whole[name], value)
        else:
            whole[name] = value


def rename(manifest: Manifest, image: dict[str, Any]) -> None:
    """Puts another image in where the one of that name was."""
    for container in containers(manifest):
        name, _, tag = container["image"].rpartition(":")
        if name == image["name"]:
            container["image"] = f"{image.get('newName', name)}:{image.get('newTag', tag)}"


def containers(manifest: Manifest) -> Iterator[Manifest]:
    """The containers of a manifest's pods."""
    pod = manifest.get("spec", {}).get("template", {}).get("spec", {})
    yield from (*pod.get("initContainers", []), *pod.get("containers", []))
