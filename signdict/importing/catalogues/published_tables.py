"""Tables in the format of signdict that are published at an address."""

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from signdict.core.errors import FetchError
from signdict.fetching.addresses import host_of, is_address
from signdict.importing.catalogues.catalogue import Catalogue, Listing

if TYPE_CHECKING:
    from signdict.fetching.client import Client


def listing(
    client: "Client", catalogue: Catalogue, limit: int | None, show: Callable[[int], object]
) -> Listing:
    """Return the rows of a CSV with the columns path and gloss, and any others of such tables.

    A path is an address, or a path below the folder of the table. Values of a row take precedence
    over those of the dataset.
    """
    address = catalogue.text("address")
    text, found = client.text(address, what="a table"), Listing()
    try:
        table = csv.DictReader(io.StringIO(text))
        rows = [{(k or "").strip().lower(): v for k, v in row.items()} for row in table]
    except csv.Error as error:
        raise _no_table(address) from error
    if not rows or not {"path", "gloss"} <= rows[0].keys():
        raise _no_table(address)
    for row in rows:
        if limit is not None and len(found.rows) >= limit:
            break
        values = {k: v.strip() for k, v in row.items() if isinstance(v, str) and k}
        path, gloss = values.pop("path", ""), values.pop("gloss", "")
        if not path or not gloss:
            found.left_out["no path or no gloss"] += 1
            continue
        whole = path if is_address(path) else address.rpartition("/")[0] + "/" + path.lstrip("/")
        found.rows.append(catalogue.row(whole, gloss, **values))
        show(len(found.rows))
    return found


def _no_table(address: str) -> FetchError:
    return FetchError(
        f"{host_of(address)} answered with something else than a table with path and gloss.",
        hint="It may have moved. Look at the home page of the dataset.",
    )
